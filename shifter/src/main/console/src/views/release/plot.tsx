import {useEffect, useRef} from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type {Mark} from '../../api/contract';
import {clock, day} from '../../model/format';
import type {Line, Panel, Role} from '../../model/panels';
import {last} from '../../model/series';
import {colour, onTheme} from '../theme';

const HEIGHT = 168;
const COLOURS: Readonly<Record<Role, string>> = {
  baseline: '--v1', canary: '--v2', asked: '--faint', observed: '--v2', rollback: '--bad', promote: '--good',
};
const GLYPHS: Readonly<Record<Mark['kind'], {readonly glyph: string; readonly variable: string}>> = {
  started: {glyph: '', variable: '--faint'},
  promote: {glyph: '▲', variable: '--good'},
  rollback: {glyph: '▼', variable: '--bad'},
  promoted: {glyph: '✓', variable: '--good'},
  'rolled-back': {glyph: '✕', variable: '--bad'},
  aborted: {glyph: '✕', variable: '--faint'},
};

interface Properties {
  readonly panel: Panel;
  readonly span: readonly [number, number];
  /** Told of the time under the pointer; of nothing when it has left. */
  readonly onTime: (time: number | undefined) => void;
}

/** A picture by uPlot. New data are drawn into the same one; other lines or colours make it anew. */
export function Plot({panel, span, onTime}: Properties) {
  const place = useRef<HTMLDivElement>(null);
  const values = useRef<(HTMLElement | null)[]>([]);
  const latest = useRef({panel, span, onTime, data: dataOf(panel)});
  latest.current = {panel, span, onTime, data: dataOf(panel)};
  const plot = useRef<uPlot | undefined>(undefined);
  const shape = panel.lines.map((line) => `${line.role}${line.label}`).join() + (panel.limits !== undefined);

  useEffect(() => {
    const element = place.current!; // an observer may speak once more when it is gone
    const tell = (point: number | null | undefined) => values.current.forEach((cell, index) => {
      if (cell) {
        cell.textContent = told(latest.current.panel, index, point ?? undefined);
      }
    });
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(latest, element.clientWidth, tell), latest.current.data, element);
      plot.current.setScale('x', {min: latest.current.span[0], max: latest.current.span[1]});
      tell(undefined);
    };
    make();
    const stop = onTheme(make);
    const sizes = new ResizeObserver(() => plot.current?.setSize({width: element.clientWidth, height: HEIGHT}));
    sizes.observe(element);
    return () => {
      stop();
      sizes.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [shape]);

  useEffect(() => {
    const drawn = plot.current;
    if (drawn === undefined || drawn.data[0] === latest.current.data[0]) {
      return;
    }
    const isZoomed = isInside(drawn, drawn.data[0]);
    drawn.setData(latest.current.data, false);
    drawn.setScale('x', isZoomed ? {min: drawn.scales['x']!.min!, max: drawn.scales['x']!.max!} : {min: span[0], max: span[1]});
    drawn.setCursor({left: drawn.cursor.left ?? -10, top: drawn.cursor.top ?? -10});
  }, [panel]);

  return (
    <figure class="plot" title={panel.note}>
      <figcaption>
        <b>{panel.title}</b>
        <span class="legend">
          {panel.lines.map((line, index) => !line.isBound && (
            <span class={`key ${line.role}`}>
              <i aria-hidden="true" />{line.label} <output ref={(cell) => {
                values.current[index] = cell;
              }}>{told(panel, index)}</output>
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={place} class="canvas" role="img" aria-label={inWords(panel)} style={{height: `${HEIGHT}px`}} />
    </figure>
  );
}

function inWords(panel: Panel): string {
  const said = panel.lines.flatMap((line, index) => line.isBound ? [] : [`${line.label} ${told(panel, index)}`]);
  return `${panel.title}: ${said.join(', ')}`;
}

/** The value of a line at a point, or the last one before it; with its bound, where one follows. */
function told({lines, format}: Panel, index: number, point?: number): string {
  const at = (line: Line) => format(last(line.values.slice(0, point === undefined ? undefined : point + 1)));
  const bound = lines[index + 1];
  return at(lines[index]!) + (bound?.isBound ? ` of ${at(bound)}` : '');
}

function dataOf({time, lines, limits}: Panel): uPlot.AlignedData {
  const columns = [...lines.map((line) => line.values), ...(limits === undefined ? [] : [limits.upper, limits.lower])];
  return [time, ...columns] as unknown as uPlot.AlignedData;
}

function isInside(drawn: uPlot, times: ArrayLike<number>): boolean {
  const {min, max} = drawn.scales['x']!;
  return min !== undefined && max !== undefined && (min > times[0]! + 1 || max < times[times.length - 1]! - 1);
}

type Latest = {readonly current: {readonly panel: Panel; readonly onTime: Properties['onTime']}};

function options(latest: Latest, width: number, tell: (index: number | null | undefined) => void): uPlot.Options {
  const {panel} = latest.current;
  const family = getComputedStyle(document.body).fontFamily;
  const colourOf = markColours();
  const edge = {stroke: 'transparent', width: 0, points: {show: false}};
  const grid = {stroke: colour('--grid'), width: 1};
  const axis = {stroke: colour('--muted'), font: `11px ${family}`, grid, ticks: {show: false}, gap: 4};
  return {
    width,
    height: HEIGHT,
    legend: {show: false},
    cursor: {
      sync: {key: 'release', scales: ['x', null]},
      drag: {x: true, y: false},
      points: {size: 6},
      y: false,
    },
    scales: {x: {time: true}, y: {range: (_, min, max) => range(min, max, panel.most)}},
    axes: [
      {...axis, size: 26, space: 70, values: (_, splits, __, ___, step) => splits.map((each) => step >= 86_400 ? day(1000 * each) : clock(1000 * each).slice(0, step < 60 ? 8 : 5))},
      {...axis, size: 58, space: 32, values: (_, splits) => splits.map(panel.format)},
    ],
    series: [{}, ...panel.lines.map(drawnAs), ...(panel.limits === undefined ? [] : [edge, edge])],
    ...(panel.limits === undefined ? {} : {
      bands: [{series: [panel.lines.length + 1, panel.lines.length + 2] as [number, number], fill: colour('--band')}],
    }),
    hooks: {
      draw: [(drawn) => drawMarks(drawn, latest.current.panel, colourOf, `${11 * devicePixelRatio}px ${family}`)],
      setCursor: [(drawn) => {
        const isThere = drawn.cursor.left !== undefined && drawn.cursor.left >= 0;
        tell(isThere ? drawn.cursor.idx : undefined);
        latest.current.onTime(isThere && drawn.cursor.idx != null ? drawn.data[0][drawn.cursor.idx] : undefined);
      }],
    },
  };
}

function drawnAs(line: Line): uPlot.Series {
  return {
    label: line.label,
    stroke: colour(COLOURS[line.role]),
    width: line.isBound || line.role === 'asked' ? 1.25 : 1.75,
    ...(line.isBound ? {dash: [5, 4]} : {}),
    ...(line.isStepped ? {paths: uPlot.paths.stepped!({align: 1})} : {}),
    points: {show: false},
    spanGaps: true,
  };
}

/** From zero, with some room above; a constant isn't blown up, and what falls far below zero hides nothing above it. */
function range(min: number, max: number, most: number | undefined): [number, number] {
  if (most !== undefined) {
    return [0, most];
  }
  const top = Number.isFinite(max) && max > 0 ? 1.12 * max : 1;
  return [Math.max(-top, Math.min(0, Number.isFinite(min) ? 1.12 * min : 0)), top];
}

/** Asked for once per picture: it takes a look at the style of the page. */
function markColours(): (kind: Mark['kind']) => string {
  const found = new Map(Object.values(GLYPHS).map(({variable}) => [variable, colour(variable)]));
  return (kind) => found.get(GLYPHS[kind].variable)!;
}

function drawMarks(drawn: uPlot, {marks, namesMarks}: Panel, colourOf: (kind: Mark['kind']) => string, font: string): void {
  const {ctx, bbox} = drawn;
  ctx.save();
  ctx.font = font;
  ctx.textAlign = 'center';
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) {
    const x = drawn.valToPos(mark.time, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) {
      continue;
    }
    ctx.strokeStyle = ctx.fillStyle = colourOf(mark.kind);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (namesMarks) {
      ctx.fillText(GLYPHS[mark.kind].glyph, x, bbox.top + 11 * devicePixelRatio);
    }
  }
  ctx.restore();
}
