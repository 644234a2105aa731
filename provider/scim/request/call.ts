/**
 * What came back for a request.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export interface ScimResponse<T = unknown> {
  /** The HTTP status. */
  status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  headers: Record<string, string>;
  /** The parsed JSON; undefined when the answer was empty. */
  body: T;
}

/** The same with the answer's text and the address: what `withResponse()` shows. */
export interface SentResponse<T = unknown> extends ScimResponse<T> {
  /** The answer as it came; empty when there was none of its own. */
  text: string;
  /** The whole address that was asked. */
  url: string;
}

/**
 * What Slack answered, with what stands around it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export interface ScimAnswer<T> {
  /** What the call resolves to. */
  data: T;
  /** The HTTP status. */
  status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  headers: Record<string, string>;
  /** The answer's text as it came; empty when there was none of its own. */
  body: string;
  /** The whole address that was asked, query included; empty when nothing was. */
  url: string;
}

/**
 * A promise of what Slack answered; `withResponse()` adds the status, the headers, the text and the address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export interface ScimCall<T> extends Promise<T> {
  /** The same answer with its HTTP status, headers, text and address. */
  withResponse(): Promise<ScimAnswer<T>>;
}

const RESPONSE = Symbol("response");

interface TrackedCall<T> extends ScimCall<T> {
  [RESPONSE]: Promise<SentResponse<T>>;
}

/** Makes what sends a request a promise of the answer's body; what it throws at once becomes a rejection. */
export function toCall<T>(send: () => Promise<SentResponse<T>>): ScimCall<T> {
  const response = begin(send);
  const call = response.then(toBody) as TrackedCall<T>;
  call[RESPONSE] = response;
  // One function for all calls: a closure of each would keep page after page of a list from the garbage collector.
  call.withResponse = withResponse;
  return call;
}

async function withResponse<T>(this: TrackedCall<T>): Promise<ScimAnswer<T>> {
  this.catch(() => {}); // whoever awaits the response hears of the error there
  const { body, status, headers, text, url } = await this[RESPONSE];
  return { data: body, status, headers, body: text, url };
}

/** What stands for an answer that did not come, or was not needed. */
export function noAnswer<T>(status: number, body: T): SentResponse<T> {
  return { status, headers: {}, text: "", url: "", body };
}

/** What `withResponse()` showed, with another value. */
export function asSent<T>(
  { status, headers, body: text, url }: ScimAnswer<unknown>,
  body: T,
): SentResponse<T> {
  return { status, headers, text, url, body };
}

/** The same answer with another value: where more was asked than one request. */
export function withBody<T>({ status, headers, text, url }: SentResponse<unknown>, body: T): SentResponse<T> {
  return { status, headers, text, url, body };
}

function toBody<T>({ body }: ScimResponse<T>): T {
  return body;
}

function begin<T>(send: () => Promise<T>): Promise<T> {
  try {
    return send();
  } catch (error) {
    return Promise.reject(error);
  }
}
