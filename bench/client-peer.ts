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
const dispatcher = new undici.Agent({ connections: 64, connect: { ca } });
// The limiter is on, only too fast to ever wait.
const client = new SlackScimClient({ token, baseUrl, ca, limits: 1e9 });

const clients: Record<string, () => Promise<unknown>> = {
  raw: () =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      });
      sent.on("error", reject).end();
    }),
  undici: async () => (await undici.request(url, { dispatcher, headers })).body.json(),
  fetch: async () => (await fetch(url, { headers })).json(),
  axios: async () => (await axios.get(url, { headers, httpAgent: agent, httpsAgent: agent })).data,
  bare: async () => (await nodeFetch(url, { agent, headers })).json(),
  ours: () => client.users.get("U000000001"),
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
