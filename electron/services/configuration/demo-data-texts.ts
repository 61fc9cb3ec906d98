/** What a case of the demo says once the hall's own system is set up. */

/** What is waiting to be sent was made in the demo; the hall's own system must never get it by itself. */
export const leftOver = '演示期间提交的办件，不会自动发往正式系统';
