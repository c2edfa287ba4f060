/**
 * The benchmark's hand inside the extension host: a tiny extension that does what the benchmark asks for over the
 * loopback interface. It is loaded beside the packaged extension and shares its host, so it can say what that costs.
 */
const { createServer } = require('node:http');
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { join } = require('node:path');
const vscode = require('vscode');

const bare = 'hindsight-bench.bare';

/** @type {Record<string, (request: any) => unknown>} */
const answers = {
  /** Runs a command and says when, in milliseconds of the system's clock. */
  async run({ command, args = [] }) {
    const started = Date.now();
    await vscode.commands.executeCommand(command, ...args);
    return { started, done: Date.now() };
  },
  async show({ path }) {
    await vscode.window.showTextDocument(vscode.Uri.file(path), {
      viewColumn: vscode.ViewColumn.One,
      preview: false,
    });
  },
  /** The problems of a file that one tool has found, as arguments of the command that opens their lesson. */
  problems({ path, source }) {
    const uri = vscode.Uri.file(path);
    return vscode.languages
      .getDiagnostics(uri)
      .filter((problem) => problem.source === source)
      .map(({ code, range: { start, end } }) => ({
        rule: String(typeof code === 'object' ? code.value : code),
        uri: uri.toString(),
        range: {
          start: { line: start.line, character: start.character },
          end: { line: end.line, character: end.character },
        },
      }));
  },
  /** Whether the extension has checked a file as it is. */
  async checked({ path }) {
    const uri = vscode.Uri.file(path);
    const document = await vscode.workspace.openTextDocument(uri);
    const { hints } = await vscode.extensions.getExtension('hindsight.hindsight').activate();
    return hints.of(uri.toString())?.version === document.version;
  },
  /** Answers when the host has come round once. */
  rest: () => new Promise((resolve) => setImmediate(resolve)),
  /** Closes every webview panel. */
  async close() {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const panels = tabs.filter(({ input }) => input instanceof vscode.TabInputWebview);
    if (panels.length > 0) await vscode.window.tabGroups.close(panels);
    return panels.length;
  },
  /** Bytes that live on the host's heap once everything else was collected. */
  async heap() {
    const session = new Session();
    session.connect();
    // Twice: what a finalizer lets go of is found by the next round.
    for (let i = 0; i < 2; i++) {
      await new Promise((resolve) => session.post('HeapProfiler.collectGarbage', resolve));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    session.disconnect();
    return process.memoryUsage().heapUsed;
  },
};

exports.activate = (/** @type {import('vscode').ExtensionContext} */ context) => {
  let opened = 0;
  context.subscriptions.push(
    vscode.commands.registerCommand(bare, () => {
      const panel = vscode.window.createWebviewPanel(bare, 'Bare', vscode.ViewColumn.Beside, {
        enableScripts: true,
      });
      panel.webview.html = `<!DOCTYPE html><html lang="en"><body><h1>Bare ${++opened}</h1></body></html>`;
    }),
  );
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', async () => {
      try {
        const { ask, ...rest } = JSON.parse(text);
        response.end(JSON.stringify({ value: await answers[ask]?.(rest) }));
      } catch (error) {
        response.end(JSON.stringify({ error: String(error) }));
      }
    });
  });
  context.subscriptions.push({ dispose: () => server.close() });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    writeFileSync(
      join(context.extensionPath, 'port'),
      String(typeof address === 'object' ? address?.port : ''),
    );
  });
};
