/** Page files that were kept aside together, and why. */
export const quarantineReasons = ['no-record', 'accepted-older'] as const;

export type QuarantineReason = (typeof quarantineReasons)[number];

export type QuarantineBatch = { id: string; reason: QuarantineReason; at: string; files: number; bytes: number };
