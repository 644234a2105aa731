import * as pulumi from "@pulumi/pulumi";
import { SlackScimUser } from "../../../provider";
import { resolved } from "./outputs";

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
    call: ({ inputs }) => inputs,
  }),
);

/** The stacks that are written out while somebody is declared, as the frames that each was given. */
async function stacksOf(): Promise<string[][]> {
  const written: string[][] = [];
  const before = Error.prepareStackTrace;
  const write = (_error: Error, frames: NodeJS.CallSite[]) => {
    written.push(frames.map((frame) => String(frame.getFileName())));
    return "a stack";
  };
  Error.prepareStackTrace = write;
  try {
    const ada = new SlackScimUser("ada", { userName: "ada", emails: [{ value: "ada@example.com" }] });
    expect(Error.prepareStackTrace).toBe(write);
    const during = written.splice(0);
    await resolved(ada.id);
    return during;
  } finally {
    Error.prepareStackTrace = before;
  }
}

test("Pulumi keeps a stack with the resource and one with the promise of each property: that one is written once", async () => {
  const [ofResource = [], ...ofPromises] = await stacksOf();
  expect(ofResource).toContain(__filename);
  expect(ofPromises).toEqual([expect.arrayContaining([__filename])]);
});

test("no stack shows lines of this package, but for the class that Pulumi counts off", async () => {
  const isOurs = (file: string) => /\bprovider.resources.(dynamic|user)\.ts$/.test(file);
  const [ofResource = [], ...ofPromises] = await stacksOf();
  // Two functions of the SDK and two of its classes, and then the class of whoever makes resources.
  expect(ofResource.map(isOurs).lastIndexOf(true)).toBe(4);
  expect(ofResource.slice(4).filter(isOurs)).toHaveLength(1);
  expect(ofResource[5]).toBe(__filename);
  for (const files of ofPromises) expect(files.filter(isOurs)).toEqual([]);
});
