/** The drop target for pages that belong to no material of the checklist. */
export const surplusId = 'surplus';
