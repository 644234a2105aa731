import http from "node:http";
import https from "node:https";
import axios from "axios";
import nodeFetch from "node-fetch";
import * as undici from "undici";
import { SlackScimClient } from "../provider/scim";
import { cert } from "../test/scim/support/certificate";

/** A process that reads one person again and again, and tells how long it took. */
const [, , name = "", baseUrl = ""] = process.argv;
const token = "xoxp-bench";
const url = `${baseUrl}Users/U000000001`;
const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
const { Agent, request } = baseUrl.startsWith("https:") ? https : http;
const ca = baseUrl.startsWith("https:") ? cert : undefined;
const agent = new Agent({ keepAlive: true, ca });
const { origin, hostname: host, port, pathname } = new URL(url);
// One host, known beforehand, and requests on their way one behind the other.
const pool = new undici.Pool(origin, { connections: 2, pipelining: 32, connect: { ca } });
// What it does for each request unless told: it looks for proxies and gets ready for redirects.
const spared = axios.create({ headers, httpAgent: agent, httpsAgent: agent, maxRedirects: 0, proxy: false });
// The limiter is on, only too fast to ever wait.
const client = new SlackScimClient({ token, baseUrl, ca, limits: 1e9 });
const overTheSame = new SlackScimClient({ token, baseUrl, agent, limits: 1e9 });

const clients: Record<string, () => Promise<unknown>> = {
  raw: () =>
    new Promise((resolve, reject) => {
      const sent = request({ host, port, path: pathname, agent, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece) => {
          text += piece;
        });
        response.on("end", () => resolve(JSON.parse(text)));
      });
      sent.on("error", reject).end();
    }),
  undici: async () => (await pool.request({ path: pathname, method: "GET", headers })).body.json(),
  fetch: async () => (await fetch(url, { headers })).json(),
  axios: async () => (await spared.get(url)).data,
  bare: async () => (await nodeFetch(url, { agent, headers })).json(),
  ours: () => client.users.get("U000000001"),
  sameAgent: () => overTheSame.users.get("U000000001"),
};

async function time({ requests, atOnce }: { requests: number; atOnce: number }): Promise<void> {
  const read = clients[name] ?? (() => Promise.reject(new Error(`no client is called ${name}`)));
  const begunAt = performance.now();
  let left = requests;
  const worker = async () => {
    while (left-- > 0) await read();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  process.send?.((performance.now() - begunAt) / 1000);
}

process.on("message", time);
process.on("disconnect", () => process.exit(0));
