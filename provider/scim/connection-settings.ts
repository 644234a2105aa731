import { X509Certificate } from "node:crypto";
import type { Agent } from "node:http";
import { agentFor } from "./agents";
import { checkMethods, describeSecret } from "./check";
import { SlackScimArgumentError } from "./errors";
import type { SlackScimClientOptions } from "./options";

/** OpenSSL passes over what is no certificate, and then trusts nobody. */
function isCertificate(pem: unknown): boolean {
  if (typeof pem !== "string" && !Buffer.isBuffer(pem)) return false;
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return false;
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

/** How the client connects, checked; the agent is made when the first request needs it. */
export function lazyAgent(url: URL, options: SlackScimClientOptions): () => Agent {
  const { agent, ca, proxy } = checkConnection(options);
  let made: Agent | undefined;
  return () => {
    made ??= agentFor(url, { agent, ca, proxy });
    return made;
  };
}

function checkConnection(options: SlackScimClientOptions): SlackScimClientOptions {
  const { agent, ca, proxy } = options;
  if (agent !== undefined) checkMethods("agent", agent, ["addRequest"]);
  if (agent !== undefined && (ca !== undefined || proxy !== undefined)) {
    throw new SlackScimArgumentError(
      "agent",
      "given without ca and proxy, which the agent has of its own",
      "both",
    );
  }
  if (ca !== undefined && ![ca].flat().every(isCertificate)) {
    throw new SlackScimArgumentError("ca", "certificates in PEM form, as text or Buffer", describeSecret(ca));
  }
  const isProxy =
    typeof proxy === "string" && /^(?:(?:https?|socks[45]?[ah]?):\/\/)?[^\s/]+\/?$/i.test(proxy);
  if (proxy !== undefined && proxy !== false && !isProxy) {
    throw new SlackScimArgumentError(
      "proxy",
      "a URL, as http://proxy.example.com:3128, or false",
      describeSecret(proxy),
    );
  }
  return options;
}
