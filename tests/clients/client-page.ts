import type { HTTPRequest, Page } from 'puppeteer';
import * as v from 'valibot';
import type { SignedPolicy } from '../../server/gateway/policy.ts';
import type { ServedFile } from './page-server.ts';

/** What the `drive` function of a client's page is asked to do. */
export interface Order {
  readonly action: 'upload' | 'multiupload' | 'storeUrl' | 'metadata' | 'remove';
  readonly apiKey: string;
  readonly apiUrl: string;
  readonly security?: SignedPolicy;
  readonly files?: readonly (Pick<ServedFile, 'url'> & { readonly name: string; readonly type: string })[];
  /** Store options of the client. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Upload options of the client. */
  readonly upload?: Readonly<Record<string, unknown>>;
  /** Parts on the wire at once; 3 when left out. */
  readonly atOnce?: number;
  /** Of our client: it is to run in a worker. */
  readonly isInWorker?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly handle?: string;
  /** The upload option of this name. */
  readonly intelligent?: boolean | 'fallback';
}

const outcomeSchema = v.object({
  /** Whether the client's promise was fulfilled. */
  isOk: v.boolean(),
  files: v.array(v.record(v.string(), v.unknown())),
  /** All that the client says went wrong. */
  errors: v.array(v.string()),
});

export type Outcome = v.InferOutput<typeof outcomeSchema>;

/** Answers a request in the server's place, or sends it elsewhere; false lets it go its way. */
export type Interception = (request: HTTPRequest) => Promise<boolean>;

/** A page with an official client in it. */
export interface ClientPage {
  /** Gives an order and waits for its end; the client's requests pass through `intercept`, when there is one. */
  drive(order: Order, intercept?: Interception): Promise<Outcome>;
}

export function clientPage(page: Page): ClientPage {
  let handle: Interception | undefined;
  page.on('request', async (request) => {
    if (handle && !(await handle(request))) await request.continue();
  });
  return {
    async drive(order, intercept) {
      handle = intercept;
      await page.setRequestInterception(intercept !== undefined);
      return v.parse(outcomeSchema, await page.evaluate(`drive(${JSON.stringify(order)})`));
    },
  };
}
