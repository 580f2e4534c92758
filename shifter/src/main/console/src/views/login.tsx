import {useState} from 'preact/hooks';
import * as api from '../api/client';
import type {Session} from '../api/contract';
import {asRefusal} from './hooks';
import {Refused} from './parts';

export function Login({session, onDone}: {session: Session; onDone: () => void}) {
  const [token, setToken] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<api.Refusal>();
  const enter = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    api.login(token.trim())
      .then(onDone, (failure: unknown) => setRefusal(asRefusal(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <form class="login card" onSubmit={enter}>
      <h1>Log in</h1>
      <p>
        With a token of this cluster. You will see and steer what its rights allow: to see a release, <code>get</code> and
        {' '}<code>list</code> on <code>canaryreleases</code>; to steer it, <code>patch</code>.
      </p>
      <label>
        Token
        <input type="password" autocomplete="off" spellcheck={false} required autofocus maxLength={8192}
          value={token} onInput={(event) => setToken(event.currentTarget.value)} />
      </label>
      <p class="hint"><code>kubectl create token NAME</code> makes one for a service account.</p>
      {refusal && <Refused refusal={refusal} />}
      {session.login === 'proxy' && <p class="hint">Or come through your login proxy, which needs no token.</p>}
      <button type="submit" class="primary" disabled={isBusy || token.trim() === ''}>Log in</button>
    </form>
  );
}
