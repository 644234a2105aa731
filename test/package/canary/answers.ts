import type { Fault } from "../../../emulator/state/fault";
import { MARKS } from "./marks";

/** How a request goes wrong, whichever it is. */
type Answer = Omit<Fault, "nth" | "times" | "method" | "path">;

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

const refused = (status: number, detail: string): Answer => ({
  status,
  body: { schemas: [ERROR], detail, status },
});

/** What may come instead of an answer. @param values what the server was sent, and may repeat beside the token */
export function badAnswers(values: readonly string[]): Record<string, Answer> {
  const { token } = MARKS;
  const [first = ""] = values;
  const all = [token, ...values].join(", ");
  return {
    "a refusal in a sentence": refused(400, `The values ${all} are not allowed`),
    "a refusal that begins with a value": refused(400, `${first} is too long`),
    "a refusal with a code of Slack's": refused(400, `invalid_attribute_format (${all})`),
    "a conflict": refused(409, `email_taken (${all})`),
    "a refusal of the token": {
      status: 401,
      body: { Errors: { description: `invalid_authentication (${all})`, code: 401 } },
    },
    "a refusal in words of its own": refused(403, `The token ${token} may not do this to ${all}`),
    "a web page": {
      status: 403,
      contentType: "text/html",
      body: `<p>"${first}" password=${values.at(-1)} ${token}`,
    },
    "JSON that is no error of SCIM": { status: 400, body: { error: all, token, password: first } },
    "a success of another shape": {
      status: 200,
      body: { id: 7, title: first, password: values.at(-1), more: all },
    },
    "a success that is no JSON": { status: 200, body: `{ "title": "${all}", "password": "${first}` },
    "an error of the server": refused(500, `internal_error (${all})`),
    "an error of a proxy": { status: 502, contentType: "text/plain", body: `upstream had Bearer ${token}` },
    "a redirect": { status: 302, body: "", headers: { location: `https://elsewhere.example/?t=${token}` } },
    "an answer whose headers have the token": {
      status: 400,
      body: { error: "no" },
      headers: { "x-slack-req-id": `request of ${token}`, "x-echo": token },
    },
    "an answer that is cut off": { truncate: 10 },
    "no answer, and nothing done": { drop: "before" },
    "no answer, and all done": { drop: "after" },
  };
}
