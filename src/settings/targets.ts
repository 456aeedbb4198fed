/** Where a secret is read from: never the settings file itself, never the command line. */
export type SecretSource = { readonly env: string } | { readonly file: string };

/** How to reach an HTTP server. */
export interface HttpSettings {
  /** With the sub-path, where the server has one. */
  readonly url: string;
  readonly auth?: { readonly token: SecretSource } | { readonly user: SecretSource; readonly password: SecretSource };
  /** PEM file of the authority that signed the server's certificate, relative to the project. */
  readonly ca?: string;
  /** PEM files of the client's certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  /** HTTP proxy. Default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment. */
  readonly proxy?: string;
  /** Sent with every request, such as those of an identity-aware proxy. */
  readonly headers?: Readonly<Record<string, string | SecretSource>>;
  /** Allows plain http to a host that is not this machine. */
  readonly insecureHttp?: boolean;
  /** Seconds for one request. Default 30. */
  readonly timeout?: number;
  /** Requests at a time. Default 4. */
  readonly concurrency?: number;
  /** Attempts after the first. Default 3. */
  readonly retries?: number;
}

/** `HttpSettings` with the secrets and files read. */
export interface HttpOptions {
  /** With the sub-path, without a slash at the end. */
  readonly url: string;
  /** Of every request, authorization among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** PEM texts. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly proxy?: string;
  /** Name in the certificate, where it is not that of the address; only a kubeconfig says so. */
  readonly servername?: string;
  /** Only where a kubeconfig says so. */
  readonly skipTlsVerify?: boolean;
  readonly insecureHttp: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly retries: number;
}

export interface GrafanaTarget extends HttpSettings {
  /** Id or name of the organisation the token must belong to. */
  readonly org?: number | string;
  /** Default `auto`: classic up to Grafana 12, the /apis from 13. */
  readonly api?: 'auto' | 'classic' | 'apis';
  /** Our folder title -> the folder to use there; `/` separates nested folders. */
  readonly folders?: Readonly<Record<string, string>>;
  /** What the data source variable offers first on this Grafana: name or uid. */
  readonly datasource?: string;
}

export type KubernetesArtefact = 'rules' | 'dashboards' | 'monitors' | 'vmrules';

export interface KubernetesTarget {
  /** Default: KUBECONFIG, then ~/.kube/config. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Uses the service account of the pod this runs in. */
  readonly inCluster?: boolean;
  /** Default: `kubernetes.namespace`. */
  readonly namespace?: string;
  /** Added to every object. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Default: rules and dashboards. */
  readonly artefacts?: readonly KubernetesArtefact[];
  readonly concurrency?: number;
  readonly retries?: number;
}

/** A ruler with Mimir's API: Mimir, Cortex, Loki's is not one. */
export interface RulerTarget extends HttpSettings {
  /** Header X-Scope-OrgID. */
  readonly tenant?: string;
  /** Where the API starts. Default `/prometheus`. */
  readonly prefix?: string;
  /** Limits of this tenant, as its administrator set them. Default 20 rules per group, 70 groups. */
  readonly maxRulesPerGroup?: number;
  readonly maxGroups?: number;
}

/** A folder of rule files that a Prometheus or vmalert reads. */
export interface RuleFilesTarget {
  /** Relative to the project. */
  readonly folder: string;
  /** Prometheus to reload afterwards, started with --web.enable-lifecycle. */
  readonly reload?: HttpSettings;
}

/** What `ciliascope.config.ts` may say of places to publish to. */
export interface UserTargetSettings {
  readonly publish?: {
    /**
     * Name of what this project publishes, part of the proof of ownership: two projects on one Grafana need two names.
     * Default `ciliascope`.
     */
    readonly set?: string;
    readonly grafana?: Readonly<Record<string, GrafanaTarget>>;
    readonly kubernetes?: Readonly<Record<string, KubernetesTarget>>;
    readonly rulers?: Readonly<Record<string, RulerTarget>>;
    readonly ruleFiles?: Readonly<Record<string, RuleFilesTarget>>;
  };
}

export interface TargetSettings {
  readonly publish: Required<NonNullable<UserTargetSettings['publish']>>;
}
