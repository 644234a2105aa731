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

/**
 * A promise of what Slack answered; `withResponse()` adds the status and the headers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7644#section-3
 */
export interface ScimCall<T> extends Promise<T> {
  /** The same answer with its HTTP status and headers. */
  withResponse(): Promise<{ data: T; status: number; headers: Record<string, string> }>;
}

const RESPONSE = Symbol("response");

interface TrackedCall<T> extends ScimCall<T> {
  [RESPONSE]: Promise<ScimResponse<T>>;
}

/** Makes what sends a request a promise of the answer's body; what it throws at once becomes a rejection. */
export function toCall<T>(send: () => Promise<ScimResponse<T>>): ScimCall<T> {
  const response = begin(send);
  const call = response.then(toBody) as TrackedCall<T>;
  call[RESPONSE] = response;
  // One function for all calls: a closure of each would keep page after page of a list from the garbage collector.
  call.withResponse = withResponse;
  return call;
}

async function withResponse<T>(
  this: TrackedCall<T>,
): Promise<{ data: T; status: number; headers: Record<string, string> }> {
  this.catch(() => {}); // whoever awaits the response hears of the error there
  const { body, status, headers } = await this[RESPONSE];
  return { data: body, status, headers };
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
