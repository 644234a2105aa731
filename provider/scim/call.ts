/** What came back for a request. */
export interface ScimResponse<T = unknown> {
  /** The HTTP status. */
  status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  headers: Record<string, string>;
  /** The parsed JSON; undefined when the answer was empty. */
  body: T;
}

/** A promise of what Slack answered; `withResponse()` adds the status and the headers. */
export interface ScimCall<T> extends Promise<T> {
  /** The same answer with its HTTP status and headers. */
  withResponse(): Promise<{ data: T; status: number; headers: Record<string, string> }>;
}

/**
 * Derives nothing until asked: a second, derived promise would reject unhandled when only `withResponse()` is awaited.
 */
class ResponsePromise<T> extends Promise<T> implements ScimCall<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #response: Promise<ScimResponse<T>>;

  constructor(response: Promise<ScimResponse<T>>) {
    super((resolve) => resolve(undefined as never));
    this.#response = response;
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise that is derived on demand
  override then<A = T, B = never>(
    onAnswer?: ((body: T) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const toAnswer = onAnswer
      ? (response: ScimResponse<T>) => onAnswer(response.body)
      : ({ body }: ScimResponse<T>) => body as never;
    return this.#response.then(toAnswer, onError);
  }

  async withResponse() {
    const { body, status, headers } = await this.#response;
    return { data: body, status, headers };
  }
}

/** Makes what sends a request a promise of the answer's body; what it throws at once becomes a rejection. */
export function toCall<T>(send: () => Promise<ScimResponse<T>>): ScimCall<T> {
  try {
    return new ResponsePromise(send());
  } catch (error) {
    return new ResponsePromise<T>(Promise.reject(error));
  }
}
