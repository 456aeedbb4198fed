import { messageOf, RemoteError } from '../../errors.ts';
import type { HttpOptions } from '../../settings/targets.ts';

interface Fault {
  readonly text: string;
  readonly hints: readonly string[];
  /** Whether the server may have got the request. */
  readonly sent: boolean;
  readonly retryable?: boolean;
}

const certificate = (text: string, hint: string): Fault => ({ text, hints: [hint], sent: false, retryable: false });
const authority = certificate(
  'its certificate is signed by an authority that is not known here',
  'name the authority in the settings: ca: "ca.pem"',
);

/** What Node and undici call it (tls and undici error codes) -> what to say. */
const FAULTS: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: { text: 'nothing listens there', hints: ['is the server up, and the port right?'], sent: false },
  ENOTFOUND: { text: 'the name is not known', hints: ['check the address, and whether a VPN is needed'], sent: false },
  EAI_AGAIN: { text: 'the name could not be looked up', hints: ['check the network'], sent: false },
  EHOSTUNREACH: { text: 'there is no way to it', hints: ['check the network'], sent: false },
  UND_ERR_CONNECT_TIMEOUT: {
    text: 'it did not answer within 5 seconds',
    hints: ['check address, network and firewall'],
    sent: false,
  },
  CERT_HAS_EXPIRED: certificate('its certificate has expired', 'renew it; ciliascope does not go around it'),
  CERT_NOT_YET_VALID: certificate('its certificate is not yet valid', 'check the clock of this machine'),
  ERR_TLS_CERT_ALTNAME_INVALID: certificate('its certificate is for another name', 'use the name in the certificate'),
  DEPTH_ZERO_SELF_SIGNED_CERT: authority,
  SELF_SIGNED_CERT_IN_CHAIN: authority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: authority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: authority,
  ECONNRESET: { text: 'it closed the connection', hints: [], sent: true },
  UND_ERR_SOCKET: { text: 'it closed the connection', hints: [], sent: true },
  UND_ERR_HEADERS_TIMEOUT: {
    text: 'it took the request and did not answer in time',
    hints: ['raise timeout in the settings'],
    sent: true,
  },
  UND_ERR_BODY_TIMEOUT: {
    text: 'its answer did not end in time',
    hints: ['raise timeout in the settings'],
    sent: true,
  },
};

/** Words and next steps for a request without an answer. Holds no header. */
export function networkFault(error: unknown, url: URL, { proxy }: HttpOptions): RemoteError {
  const code = codeOf(error);
  const fault = FAULTS[code] ?? { text: unknownFault(error, code), hints: [], sent: true };
  const via = proxy ? ` through the proxy ${new URL(proxy).host}` : '';
  return new RemoteError(`${url.origin}${via}: ${fault.text}`, fault.hints, {
    cause: error,
    sent: fault.sent,
    retryable: fault.retryable ?? true,
  });
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === 'string' && (FAULTS[code] || cause === undefined)) return code;
  return cause === undefined ? '' : codeOf(cause);
}

/** The library's own words, unless they could hold a header. */
function unknownFault(error: unknown, code: string): string {
  return /header/i.test(messageOf(error)) ? `the request could not be sent (${code})` : messageOf(error);
}
