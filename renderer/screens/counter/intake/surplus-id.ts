/** The drop target for pages that belong to no line of the checklist. */
export const surplusId = 'surplus';
