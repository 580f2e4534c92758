import {useEffect, useMemo, useState} from 'preact/hooks';
import * as api from '../api/client';
import type {Session} from '../api/contract';
import {placeOf, useAddress} from './address';
import {FleetPage} from './fleet/page';
import {Surroundings, useLoaded} from './hooks';
import {Login} from './login';
import {Notices, Refused} from './parts';
import {ReleasePage} from './release/page';
import {setTheme, show, theme, THEMES} from './theme';

const ASKED_AGAIN = 60_000;

export function App() {
  useEffect(() => show(theme()), []);
  const session = useLoaded(api.session, []);
  useEffect(() => {
    const timer = setInterval(session.reload, ASKED_AGAIN);
    return () => clearInterval(timer);
  }, [session.reload]);

  if (session.value === undefined) {
    return <main class="page narrow">{session.refusal && <Refused refusal={session.refusal} retry={session.reload} />}</main>;
  }
  return <Inside session={session.value} recheck={session.reload} />;
}

function Inside({session, recheck}: {session: Session; recheck: () => void}) {
  const surroundings = useMemo(
    () => ({session, ahead: Date.parse(session.time) - Date.now(), recheck}),
    [session, recheck]);
  const mayRead = session.login === 'none' || session.user !== undefined;
  return (
    <Surroundings.Provider value={surroundings}>
      <a class="skip-link" href="#content">Skip to the content</a>
      <header>
        <Top session={session} recheck={recheck} />
        {session.login === 'none' && (
          <p class="demo-banner">
            This is a demo: there is no login, because it listens on this machine alone. Whoever can open it may do everything.
          </p>
        )}
      </header>
      <main id="content" class="page" tabIndex={-1}>
        <Notices of={session.notices} />
        {mayRead ? <Content /> : <Login session={session} onDone={recheck} />}
      </main>
    </Surroundings.Provider>
  );
}

function Content() {
  const {path, query} = useAddress();
  const place = placeOf(path);
  switch (place.page) {
    case 'fleet': return <FleetPage query={query} />;
    case 'release': return <ReleasePage key={path} of={place} query={query} />;
    case 'nowhere': return <p class="empty">There is no such page. <a href="/">All releases</a></p>;
  }
}

function Top({session, recheck}: {session: Session; recheck: () => void}) {
  const leave = () => void api.logout().then(recheck, recheck);
  return (
    <div class="top">
      <a class="brand" href="/">
        <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">
          <rect class="wedge-1" width="4" height="16" /><rect class="wedge-2" x="5" width="4" height="16" />
          <rect class="wedge-3" x="10" width="4" height="16" /><rect class="wedge-4" x="15" width="4" height="16" />
        </svg>
        Huidu
      </a>
      <span class="who">
        {session.user !== undefined && <span title="Commands are recorded under this name">{session.user}</span>}
        {session.login !== 'none' && session.user !== undefined && <button type="button" class="quiet" onClick={leave}>Log out</button>}
        <ThemeButton />
      </span>
    </div>
  );
}

function ThemeButton() {
  const [chosen, setChosen] = useState(theme);
  const next = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length]!;
  const change = () => {
    setTheme(next);
    setChosen(next);
  };
  return (
    <button type="button" class="quiet" onClick={change} aria-label={`Colours: ${chosen}. Change to ${next}`}>
      {chosen === 'system' ? '◐ System' : chosen === 'light' ? '○ Light' : '● Dark'}
    </button>
  );
}
