/** For an option that may be repeated: everything that was given. */
export function collect(text: string, earlier: string[]): string[] {
  return [...earlier, text];
}
