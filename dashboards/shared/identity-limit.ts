/** Identities a cluster can hold: 65,535 less the reserved ones (docs.cilium.io, "Limiting Identity-Relevant Labels"). */
export const IDENTITY_LIMIT = 65_280;
