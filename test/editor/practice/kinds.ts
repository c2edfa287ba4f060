/**
 * Practices in manifests, Compose files and Dockerfiles: what each parser says is what passes. The parsers are other
 * bundles in the web worker host.
 */
import type * as vscode from 'vscode';
import { afterEach, assert, describe, itInBothHosts, waitFor } from '../../harness/suite.ts';
import { api, tidyUp, write } from '../support.ts';
import { begun, practiceOf } from './support.ts';

describe('the practice of', () => {
  afterEach(tidyUp);

  for (const [lesson, language, fault, missing] of [
    ['kubernetes-services/labels-are-the-wiring', 'yaml', /tier: front/, /Service `web`/],
    ['docker-isolation/caretakers-key', 'dockercompose', /privileged/, /service `web`/],
    ['docker-isolation/root-inside', 'dockerfile', /root/, /CMD|starts the program/],
  ] as const)
    itInBothHosts(
      `${lesson} is checked as ${language} and passed by its solution, not by a comment`,
      async () => {
        const practice = await practiceOf(lesson);
        const view = () => api.practices.view(lesson, practice);
        let document: vscode.TextDocument | undefined;
        const says = (text: RegExp) =>
          waitFor(
            `${lesson} that says ${text}`,
            () => !view().checking && view().unmet.some((each) => text.test(each.text)),
            () => ({ ...view(), version: document?.version, text: document?.getText() }),
          );
        await api.practices.act(lesson, 'start', undefined);
        document = await waitFor('the document of the practice', () => begun(practice));
        assert.equal(document.languageId, language);
        await says(fault);
        await write(document, practice.solved.replaceAll(/^/gm, '# '));
        await says(missing);
        assert.equal(view().passed, false);
        await write(document, practice.solved);
        await waitFor(`${lesson} that is passed`, () => view().passed, view);
        await api.practices.act(lesson, 'close', undefined);
      },
    );
});
