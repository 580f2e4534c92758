import {useEffect, useState} from 'preact/hooks';
import type {Name} from '../api/client';

/** What the address names. */
export type Place = {readonly page: 'fleet'} | ({readonly page: 'release'} & Name) | {readonly page: 'nowhere'};

export function placeOf(path: string): Place {
  if (path === '/') {
    return {page: 'fleet'};
  }
  const found = /^\/r\/([^/]+)\/([^/]+)\/?$/.exec(path);
  return found === null
    ? {page: 'nowhere'}
    : {page: 'release', namespace: decodeURIComponent(found[1]!), name: decodeURIComponent(found[2]!)};
}

export function pathOf({namespace, name}: Name): string {
  return `/r/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

const MOVED = 'huidu-moved';

/** The address, and a new one whenever it changes. Links within the page don't load it anew. */
export function useAddress(): {path: string; query: string} {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const look = () => setAddress(read());
    addEventListener('popstate', look);
    addEventListener(MOVED, look);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', look);
      removeEventListener(MOVED, look);
      document.removeEventListener('click', follow);
    };
  }, []);
  return address;
}

/** Another query for the same page, which the way back leaves out. */
export function setQuery(query: string): void {
  history.replaceState(null, '', location.pathname + query);
  dispatchEvent(new Event(MOVED));
}

function read(): {path: string; query: string} {
  return {path: location.pathname, query: location.search};
}

function follow(click: MouseEvent): void {
  const link = (click.target as Element).closest('a');
  const isPlain = click.button === 0 && !click.ctrlKey && !click.metaKey && !click.shiftKey && !click.altKey;
  if (link === null || !isPlain || link.target !== '' || link.origin !== location.origin || link.hash !== '') {
    return;
  }
  if (placeOf(link.pathname).page === 'nowhere') {
    return;
  }
  click.preventDefault();
  history.pushState(null, '', link.pathname + link.search);
  scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}
