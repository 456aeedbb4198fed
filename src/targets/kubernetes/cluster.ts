import type { RequestOptions } from 'node:https';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../../errors.ts';
import { isLoopback } from '../../settings/secrets.ts';
import type { HttpOptions, KubernetesTarget } from '../../settings/targets.ts';

/** A cluster as the kubeconfig names it. */
export interface Cluster {
  readonly http: HttpOptions;
  /** For people: context and server. */
  readonly words: string;
  readonly warnings: readonly string[];
}

/**
 * Address and credentials from the kubeconfig (KUBECONFIG, exec plugins and all, by the Kubernetes client), or of the
 * pod's service account. The client is loaded here and nowhere else: it takes half a second.
 * @throws UserError when there is no such file or context, or a credential plugin fails
 */
export async function readCluster(name: string, settings: KubernetesTarget, projectDir: string): Promise<Cluster> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  const { kubeconfig, context, inCluster, concurrency = 4, retries = 3 } = settings;
  try {
    if (inCluster) config.loadFromCluster();
    else if (kubeconfig) config.loadFromFile(resolve(projectDir, kubeconfig));
    else config.loadFromDefault();
  } catch (cause) {
    throw new UserError(
      `${name}: the kubeconfig cannot be read: ${firstLine(messageOf(cause))}`,
      ['set kubeconfig in the settings, or KUBECONFIG'],
      { cause },
    );
  }
  if (context !== undefined) {
    const names = config.getContexts().map((one) => one.name);
    if (!names.includes(context))
      throw new UserError(`${name}: the kubeconfig has no context "${context}"`, [
        `it has: ${names.join(', ') || 'none'}`,
      ]);
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster?.server)
    throw new UserError(`${name}: the kubeconfig names no cluster`, ['choose a context: kubectl config get-contexts']);
  const { protocol, hostname } = new URL(cluster.server);
  if (protocol === 'http:' && !isLoopback(hostname))
    throw new UserError(`${name}: plain http would show the credentials to the network`, [
      `the kubeconfig says ${cluster.server}: use https`,
    ]);
  const options: RequestOptions = { headers: {} };
  await config.applyToHTTPSOptions(options).catch((cause: unknown) => {
    throw new UserError(
      `${name}: the kubeconfig's credentials cannot be had: ${messageOf(cause)}`,
      ['try: kubectl auth whoami'],
      { cause },
    );
  });
  const headers = Object.fromEntries(
    Object.entries(options.headers ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]),
  );
  const basic: Record<string, string> = options.auth
    ? { authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` }
    : {};
  const pem = (value: unknown, field: string) =>
    value === undefined || value === null ? {} : { [field]: String(value) };
  return {
    http: {
      url: cluster.server.replace(/\/+$/, ''),
      headers: { ...headers, ...basic },
      ...pem(options.ca, 'ca'),
      ...pem(options.cert, 'cert'),
      ...pem(options.key, 'key'),
      ...('servername' in options && options.servername ? { servername: options.servername } : {}),
      ...(cluster.skipTLSVerify ? { skipTlsVerify: true } : {}),
      ...(cluster.proxyUrl ? { proxy: cluster.proxyUrl } : {}),
      insecureHttp: false,
      timeout: 30,
      concurrency,
      retries,
    },
    words: `${inCluster ? 'this cluster' : `context ${config.getCurrentContext()}`} at ${cluster.server}`,
    warnings: cluster.skipTLSVerify ? ['the kubeconfig says not to verify the certificate of this cluster'] : [],
  };
}

/** The lines after it quote the file, secrets and all (js-yaml). */
const firstLine = (text: string) => text.split('\n')[0] ?? '';
