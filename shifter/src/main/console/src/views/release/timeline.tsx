import type {Happening, Timeline} from '../../api/contract';
import {counted, weight} from '../../model/format';
import {happened} from '../../model/sentences';
import {Card, Time} from '../parts';

export function TimelineCard({timeline, older}: {timeline: Timeline; older: () => void}) {
  const known = new Set(timeline.items.map((each) => each.id));
  return (
    <Card title="What happened" aside={<span class="hint">{counted(timeline.total, 'event')}</span>}>
      {timeline.items.length === 0 && <p class="empty">Nothing yet, or nothing that is still kept.</p>}
      <ol class="timeline">
        {timeline.items.map((event) => <Line key={event.id} event={event} known={known} />)}
      </ol>
      {timeline.next !== undefined && <button type="button" onClick={older}>Show older</button>}
    </Card>
  );
}

const anchor = (id: string) => `event-${id}`;

function Line({event, known}: {event: Happening; known: ReadonlySet<string>}) {
  const {word, tone} = happened(event);
  return (
    <li id={anchor(event.id)} class={tone} tabIndex={-1}>
      <Time at={event.time} />
      <div>
        <p class="what">
          <b>{word}</b>
          {event.step !== undefined && <span>step {event.step}{event.steps === undefined ? '' : ` of ${event.steps}`}</span>}
          {event.weightAsked !== undefined && <span>{weight(event.weightAsked)}</span>}
          {event.reason !== undefined && <code>{event.reason}</code>}
          {event.actor !== undefined && <span class="actor">by {event.actor}</span>}
        </p>
        <p class="message">{event.message}</p>
        <p class="links">
          {event.image !== undefined && <code>{event.image}</code>}
          {event.cause !== undefined && (known.has(event.cause)
            ? <a href={`#${encodeURIComponent(anchor(event.cause))}`}>what led to it</a>
            : <span title={event.cause}>led to by {shortened(event.cause)}</span>)}
          {event.run !== undefined && <a href={`?run=${encodeURIComponent(event.run)}`}>measurements of this run</a>}
        </p>
      </div>
    </li>
  );
}

function shortened(id: string): string {
  return id.length <= 24 ? id : `${id.slice(0, 12)}…${id.slice(-8)}`;
}
