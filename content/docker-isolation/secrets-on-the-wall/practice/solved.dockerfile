FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci --omit=dev
COPY . .
ENV NODE_ENV=production
USER 10001
CMD ["node", "server.js"]
