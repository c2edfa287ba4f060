import { useSyncExternalStore } from 'react';

/** Whether the browser is online; it is asked while rendering, so no change is missed. */
export function useOnline(): boolean {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return online;
}

function subscribe(notify: () => void) {
  window.addEventListener('online', notify);
  window.addEventListener('offline', notify);
  return () => {
    window.removeEventListener('online', notify);
    window.removeEventListener('offline', notify);
  };
}
