/** The schemas of openapi.yaml under the names that it gives them; the types are generated from it in every build. */
import type {components} from 'contract';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Problem = Schemas['Problem'];
export type Phase = Schemas['Phase'];
export type Shares = Schemas['Shares'];
export type Summary = Schemas['Summary'];
export type Fleet = Schemas['Fleet'];
export type Release = Schemas['Release'];
export type Headline = Schemas['Headline'];
export type Step = Schemas['Spec']['steps'][number];
export type Past = Schemas['Past'];
export type Failure = Schemas['Failure'];
export type Workload = Schemas['Workload'];
export type Verb = Schemas['Verb'];
export type Action = Schemas['Action'];
export type Effect = Schemas['Effect'];
export type Command = Schemas['Command'];
export type CommandAnswer = Schemas['CommandAnswer'];
export type Band = Schemas['Band'];
export type MetricSeries = Schemas['MetricSeries'];
export type Series = Schemas['Series'];
export type Mark = Series['marks'][number];
export type Happening = Schemas['Happening'];
export type Timeline = Schemas['Timeline'];
export type RouteObjects = Schemas['RouteObjects'];
export type Gone = Schemas['Gone'];
export type Column = Schemas['Column'];
