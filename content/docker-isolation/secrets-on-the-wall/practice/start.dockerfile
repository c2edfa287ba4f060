FROM node:22-slim
ARG NPM_TOKEN
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
ENV NODE_ENV=production
ENV SESSION_SECRET=correct-horse-battery
USER 10001
CMD ["node", "server.js"]
