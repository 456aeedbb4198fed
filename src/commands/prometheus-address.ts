import { UserError } from '../errors.ts';
import { resolveHttp } from '../settings/secrets.ts';
import type { HttpOptions, HttpSettings } from '../settings/targets.ts';
import type { CommandIo } from './io.ts';

/**
 * How the Prometheus that `--prometheus` names is reached. Credentials come from the environment: an address is seen by
 * whoever lists processes.
 * @throws UserError for what is no address
 */
export function prometheusAt(
  address: string,
  { env, projectDir }: CommandIo,
  limits: Pick<HttpSettings, 'timeout' | 'retries' | 'concurrency'> = {},
): Promise<HttpOptions> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new UserError(`"${address}" is no http or https address`, ['such as --prometheus http://localhost:9090']);
  }
  const basic = { user: { env: 'PROMETHEUS_USER' }, password: { env: 'PROMETHEUS_PASSWORD' } };
  const auth = env['PROMETHEUS_USER'] ? basic : env['PROMETHEUS_TOKEN'] && { token: { env: 'PROMETHEUS_TOKEN' } };
  // without credentials there is nothing that plain http could show
  const settings = auth ? { url: address, auth } : { url: address, insecureHttp: true };
  return resolveHttp({ ...settings, ...limits }, env, projectDir, 'Prometheus');
}
