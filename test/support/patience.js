/** A loaded machine must not fail a test; what hangs is still ended. Whoever runs whole stacks asks for more. */
jest.setTimeout(60_000);
