import { useState } from 'react';
import { saveNote } from './api';

/** Notes about one team. A team has a box of its own, so nothing is carried over to the next. */
export function TeamNotes({ teamId }: { teamId: string }) {
  return <NoteBox key={teamId} label={`Notes about ${teamId}`} />;
}

function NoteBox({ label }: { label: string }) {
  const [text, setText] = useState('');
  const [saved, setSaved] = useState('');

  const changed = text !== saved;

  function handleSave() {
    saveNote(label, text);
    setSaved(text);
  }

  return (
    <section>
      <label>
        {label}
        <textarea value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button disabled={!changed} onClick={handleSave}>
        Save
      </button>
    </section>
  );
}
