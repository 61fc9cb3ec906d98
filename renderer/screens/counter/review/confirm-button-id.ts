/** Where the keyboard goes once nothing is left to check. */
export const confirmButtonId = 'confirm-case';
