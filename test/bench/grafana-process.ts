import { startGrafanaDouble } from '../support/grafana-double.ts';

// a process of its own, so that its memory is not the publisher's
const { url } = await startGrafanaDouble();
process.stdout.write(`${url}\n`);
