/** How the line to the server is. */
export type Line = 'opening' | 'open' | 'lost';

type Listeners = Readonly<Record<string, (data: unknown) => void>>;

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * Listens to server-sent events until the answer is called. A browser comes back by itself after a broken line, but not
 * after a refusal, so that this begins anew then, with longer pauses each time.
 *
 * @param onLine told of every change; `open` comes again after each loss, when something may have been missed
 */
export function listen(url: string, listeners: Listeners, onLine: (line: Line) => void): () => void {
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;

  const open = () => {
    source = new EventSource(url);
    source.onopen = () => {
      pause = FIRST_PAUSE;
      onLine('open');
    };
    source.onerror = () => {
      onLine('lost');
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    };
    for (const [kind, listener] of Object.entries(listeners)) {
      source.addEventListener(kind, (event) => listener(JSON.parse((event as MessageEvent<string>).data)));
    }
  };

  onLine('opening');
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
