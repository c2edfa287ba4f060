import { allPeople } from './api';
import { PersonSearch } from './PersonSearch';
import { Profile } from './Profile';
import { TeamNotes } from './TeamNotes';
import { useHash } from './useHash';
import { useMinutes } from './useMinutes';
import { useOnline } from './useOnline';

export function App() {
  const userId = useHash() || 'ada';
  const online = useOnline();
  const minutes = useMinutes();
  const people = allPeople();
  const team = people.find((person) => person.id === userId)?.team ?? 'Everybody';

  return (
    <>
      <nav>
        {people.map((person) => (
          <a key={person.id} href={`#${person.id}`}>
            {person.name}
          </a>
        ))}
      </nav>
      {!online && <p>You are offline.</p>}
      <PersonSearch />
      <Profile userId={userId} />
      <TeamNotes teamId={team} />
      <footer>Open for {minutes === 1 ? '1 minute' : `${minutes} minutes`}</footer>
    </>
  );
}
