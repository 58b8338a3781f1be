import type { Clock } from '../engine/ports.ts';
import {
  type DeskReply,
  type DeskRequest,
  deskReplySchema,
  type Greeting,
} from '../protocol/offscreen-messages.ts';
import { parse } from '../protocol/parse.ts';
import { holdLifeLock, lifeEnds } from './life-lock.ts';
import type { OffscreenDocument } from './offscreen-document.ts';

/**
 * The document takes 15 MB; making it again takes 70 ms. Closing it is an event to the browser, from which on the worker
 * lives for another 30 s: so it is done soon.
 */
const IDLE_MS = 1_500;
/** A document that does not answer by then is closed. */
const OPEN_LIMIT_MS = 5_000;
/** After a document could not be had, the next try. */
const REOPEN_MS = 60_000;

type Unnumbered<R> = R extends unknown ? Omit<R, 'id'> : never;
/** What the desk can be asked for. */
export type DeskTask = Unnumbered<Exclude<DeskRequest, { type: 'cancel' }>>;

/** What is heard about one task. */
export type Hearing = Exclude<DeskReply, { type: 'ready' }> | { readonly type: 'lost' };

/** A line to a desk that answers. */
export interface OffscreenLine {
  /** Asks for something, and hears of it until it hangs up. */
  ask(task: DeskTask, hear: (hearing: Hearing) => void): AskedTask;
}

export interface AskedTask {
  /** Has the desk drop it. */
  cancel(): void;
  hangUp(): void;
}

/** What leads to the desk; undefined where it can't be had just now. */
export type OpenLine = () => Promise<OffscreenLine | undefined>;

/**
 * Makes the document when it is needed, again when it has gone, and closes it when it has had nothing to do.
 * @param isBusy whether uploads are under way, by whatever transport: the document is not closed beneath them
 */
export function createLineToDesk(
  desk: OffscreenDocument,
  clock: Pick<Clock, 'schedule'>,
  isBusy: () => boolean,
): OpenLine {
  const lock = holdLifeLock();
  let line: Promise<OffscreenLine | undefined> | undefined;
  let closing: Promise<void> = Promise.resolve();
  let callOffClosing = (): void => undefined;
  // A worker that was killed may have left a document with PUTs behind: a new greeting has it drop them.
  void desk.find().then((left) => left && openLine());

  function openLine(): Promise<OffscreenLine | undefined> {
    line ??= connect().catch(() => {
      closing = desk.close();
      clock.schedule(REOPEN_MS, () => {
        line = undefined;
      });
      return undefined;
    });
    return line;
  }

  async function connect(): Promise<OffscreenLine> {
    const { port1, port2 } = new MessageChannel();
    const hearings = new Map<number, (hearing: Hearing) => void>();
    let asked = 0;
    const deskLock = await new Promise<string>((resolve, reject) => {
      const callOff = clock.schedule(OPEN_LIMIT_MS, () => reject(new Error('the desk does not answer')));
      port1.onmessage = ({ data }) => {
        const reply = parse(deskReplySchema, data, 'a reply of the desk');
        if (reply.type !== 'ready') {
          hearings.get(reply.id)?.(reply);
          return;
        }
        callOff();
        resolve(reply.lock);
      };
      greet(port2).catch(reject);
    });
    const mine = line;
    void lifeEnds(deskLock).then(() => {
      if (line === mine) forget();
      for (const hear of [...hearings.values()]) hear({ type: 'lost' });
    });
    rest();

    return {
      ask(task, hear) {
        callOffClosing();
        asked += 1;
        const id = asked;
        const say = (request: DeskRequest, transfer: Transferable[] = []) =>
          port1.postMessage(request, transfer);
        hearings.set(id, hear);
        say({ ...task, id }, task.type === 'put' && task.body instanceof ArrayBuffer ? [task.body] : []);
        return {
          cancel: () => say({ type: 'cancel', id }),
          hangUp() {
            hearings.delete(id);
            if (hearings.size === 0 && line === mine) rest();
          },
        };
      },
    };
  }

  async function greet(port: MessagePort): Promise<void> {
    await closing;
    const client = await desk.open();
    client.postMessage({ type: 'connect', lock: await lock } satisfies Greeting, [port]);
  }

  function forget(): void {
    callOffClosing();
    line = undefined;
  }

  /** Closes the document unless something is asked soon. */
  function rest(): void {
    callOffClosing();
    callOffClosing = clock.schedule(IDLE_MS, () => {
      if (isBusy()) {
        rest();
        return;
      }
      forget();
      closing = desk.close();
    });
  }

  return openLine;
}
