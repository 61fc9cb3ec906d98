/** English texts about how a stack was cut into documents. */
export const grouping = {
  separators: 'Separator sheets: {{count}}',
  separatorsHint: 'They only keep papers apart and are not sent.',
  why: 'Placed here because:',
};
