import { isLoopback, proxyFor } from "../../provider/scim/transport/agents";
import { withScheme } from "../../provider/scim/transport/proxy";
import type { Settings } from "../../provider/settings/settings";
import { shownUrl } from "../../provider/settings/shown-url";
import { waysToSay } from "../../provider/settings/table";
import { type Finding, ok, warning } from "./finding";

const SLACKS_HOSTS = ["api.slack.com", "api.slack-gov.com"];

/** Where requests go, and which way. */
export function examineAddress({ baseUrl, proxy }: Omit<Settings, "token">): Finding[] {
  const url = new URL(baseUrl);
  return [examineHost(url), examineProxy(url, proxy)];
}

function examineHost({ hostname, protocol, href }: URL): Finding {
  if (isLoopback(hostname)) return ok("baseUrl", `${href} is on this machine: an emulator.`);
  const setting = waysToSay("baseUrl");
  if (protocol === "http:")
    return warning(
      "baseUrl",
      `${href} is reached without encryption: the token travels in clear.`,
      `Use https:// in ${setting}.`,
    );
  if (SLACKS_HOSTS.includes(hostname)) return ok("baseUrl", `${href} is Slack's.`);
  return warning(
    "baseUrl",
    `${href} is not Slack's host, and gets the token.`,
    `If that is not meant, correct ${setting}.`,
  );
}

function examineProxy(url: URL, option: string | undefined): Finding {
  const proxy = proxyFor(url, option);
  if (proxy === "") return ok("proxy", "Requests go straight to the host, through no proxy.");
  const says =
    option === undefined ? "the environment names (HTTPS_PROXY and the like)" : `${waysToSay("proxy")} names`;
  return ok("proxy", `Requests go through the proxy ${shownUrl(withScheme(proxy))}, which ${says}.`);
}
