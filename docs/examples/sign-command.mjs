// Prints the kcat command that sends a signed command. Needs Node 18 or newer, and nothing else.
//
//   node sign-command.mjs ci.pem ci-2026 rollback shop/servicea '{"actor": "ci", "reason": "smoke in the logs"}' | sh
//
// BROKERS and KCAT_CONFIG are kcat's; AUDIENCE is the installation's HUIDU_COMMAND_AUDIENCE.
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [keyFile, kid, verb, release, more] = process.argv.slice(2);
const key = createPrivateKey(readFileSync(keyFile));
const [alg, hash, options] = {
  ed25519: ['EdDSA', null, {}],
  ec: ['ES256', 'sha256', { dsaEncoding: 'ieee-p1363' }],
  rsa: ['RS256', 'sha256', {}],
}[key.asymmetricKeyType];

const id = randomUUID();
const type = `io.huidu.command.${verb}.v1`;
const time = new Date();
const data = JSON.stringify({ release, ...JSON.parse(more) });

const base64url = (value) => Buffer.from(value).toString('base64url');
const header = { alg, kid, typ: 'huidu-command+jwt' };
const claims = {
  aud: process.env.AUDIENCE ?? 'huidu',
  jti: id,
  type,
  sub: release,
  time: time.toISOString(),
  sha256: createHash('sha256').update(data).digest('base64url'),
  exp: Math.floor(time.getTime() / 1000) + 600,
};
const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
const signature = sign(hash, Buffer.from(signed), { key, ...options }).toString('base64url');

const headers = {
  ce_specversion: '1.0',
  ce_id: id,
  ce_source: '/ci',
  ce_type: type,
  ce_time: claims.time,
  ce_signature: `${signed}.${signature}`,
  'content-type': 'application/json',
};
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const asOptions = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}=${value}`)}`);
console.log(
  `printf %s ${quoted(data)} | kcat -P -b "\${BROKERS:-}" -t huidu.commands -k ${quoted(release)} ${asOptions.join(' ')}`,
);
