export interface User {
  id: string;
  name: string;
  team: string;
}

const people: User[] = [
  { id: 'ada', name: 'Ada Lovelace', team: 'Engines' },
  { id: 'grace', name: 'Grace Hopper', team: 'Compilers' },
  { id: 'annie', name: 'Annie Easley', team: 'Rockets' },
];

/** How long the server takes, in milliseconds: Ada has a long history. */
const latency: Record<string, number> = { ada: 900, grace: 200, annie: 350 };

export function allPeople(): User[] {
  return people;
}

export async function fetchUser(id: string): Promise<User> {
  await wait(latency[id] ?? 300);
  const user = people.find((person) => person.id === id);
  if (!user) throw new Error(`There is nobody with the id ${id}.`);
  return user;
}

export async function findPeople(text: string, signal: AbortSignal): Promise<User[]> {
  await wait(150 + 600 * Math.random());
  signal.throwIfAborted();
  return people.filter((person) => person.name.toLowerCase().includes(text.toLowerCase()));
}

/** Keeps a note in this browser. */
export function saveNote(title: string, text: string): void {
  localStorage.setItem(title, text);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}
