/** x */
const N = () => null;
export const Scanners = N,
  Connection = N,
  Mapping = N,
  Accounts = N,
  Outbox = N,
  Status = N;
