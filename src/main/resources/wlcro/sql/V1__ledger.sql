-- The ledger, version 1. One dialect for SQLite and PostgreSQL. Times are milliseconds since 1970, truths are 0 and 1.

-- Processes that hold the ledger. Every batch of writes raises the beat and prolongs the lease in its own transaction,
-- so that the beat also tells whether a commit of unknown fate took place. "process" tells who on the same machine is
-- surely dead before the lease is over.
CREATE TABLE wlcro_owner (
  number BIGINT PRIMARY KEY,
  beat BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  process TEXT NOT NULL
);

-- Accounts: whose records they are. "company" is null while it is not known.
CREATE TABLE wlcro_account (
  id BYTEA PRIMARY KEY,
  address TEXT NOT NULL,
  company TEXT,
  created BIGINT NOT NULL
);
CREATE INDEX wlcro_account_company ON wlcro_account (address, company);

-- Under which connection names and with which keys an account was used. A key is kept as a hash.
CREATE TABLE wlcro_key (
  connection TEXT NOT NULL,
  address TEXT NOT NULL,
  key_id TEXT NOT NULL,
  account BYTEA NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (connection, address, key_id)
);
CREATE INDEX wlcro_key_id ON wlcro_key (key_id);

-- Records. "account" is whose it is, or null if nobody could tell; "applied" is 0 only if it is certain that the API did
-- not apply it; "sent" is 1 once it may have been applied by a request, or if that is not noted; "listed" is 1 while it stands among the failed records; "reaped"
-- is 1 if its outcome was written for a dead process; "lasting" is 1 if a repeat is recognised for as long as the entry is
-- kept, 0 if within the window only. Of a row of an import: "formerly" is by what it was recognised before it was mended,
-- "person" who it is about if an external_id is its identity, "row_hash" what the row says, "series" the imports to which it
-- belongs. "caller" is who may ask for a record that was queued, as the door through which it came knows its callers.
-- "target" is the record of the API that an update changes, a hash.
CREATE TABLE wlcro_entry (
  id BIGINT PRIMARY KEY,
  account BYTEA,
  connection TEXT NOT NULL,
  action TEXT NOT NULL,
  identity BYTEA,
  formerly BYTEA,
  person BYTEA,
  row_hash BYTEA,
  series TEXT,
  lasting SMALLINT NOT NULL DEFAULT 0,
  seq BIGINT NOT NULL,
  content BYTEA NOT NULL,
  state TEXT NOT NULL,
  owner BIGINT NOT NULL,
  repeatable SMALLINT NOT NULL,
  keep SMALLINT NOT NULL,
  applied SMALLINT NOT NULL,
  sent SMALLINT NOT NULL,
  reaped SMALLINT NOT NULL,
  listed SMALLINT NOT NULL,
  attempts INTEGER NOT NULL,
  status INTEGER NOT NULL,
  body BYTEA,
  answer BYTEA,
  reason TEXT,
  error BYTEA,
  resolved_by BIGINT,
  caller TEXT,
  target BYTEA,
  created BIGINT NOT NULL,
  ended BIGINT
);

-- The order of one identity; and, whatever a bug may do, never two of it in flight.
CREATE INDEX wlcro_entry_identity ON wlcro_entry (identity, seq) WHERE identity IS NOT NULL;
CREATE UNIQUE INDEX wlcro_entry_alone ON wlcro_entry (identity) WHERE identity IS NOT NULL AND state = 'in-flight';
-- What else a row of an import is recognised by.
CREATE INDEX wlcro_entry_formerly ON wlcro_entry (formerly) WHERE formerly IS NOT NULL;
CREATE INDEX wlcro_entry_person ON wlcro_entry (person) WHERE person IS NOT NULL;
CREATE INDEX wlcro_entry_row ON wlcro_entry (row_hash) WHERE row_hash IS NOT NULL;
CREATE INDEX wlcro_entry_series ON wlcro_entry (series) WHERE listed = 1 AND series IS NOT NULL;
-- The same body from the same caller, who repeats it because no answer came.
CREATE INDEX wlcro_entry_caller ON wlcro_entry (caller, content, created) WHERE caller IS NOT NULL;
-- What was accepted last for a record of the API: an update repeats only that.
CREATE INDEX wlcro_entry_target ON wlcro_entry (target, created) WHERE target IS NOT NULL;
-- What a dead process left; what is listed; what may be purged.
CREATE INDEX wlcro_entry_in_flight ON wlcro_entry (owner) WHERE state = 'in-flight';
CREATE INDEX wlcro_entry_listed ON wlcro_entry (ended, id, connection, state, action, reason, account) WHERE listed = 1;
CREATE INDEX wlcro_entry_owed ON wlcro_entry (identity) WHERE listed = 1;
CREATE INDEX wlcro_entry_settled ON wlcro_entry (ended, connection, state, account) WHERE listed = 0;

-- Queued records: a row exists from the acceptance of its entry until the entry has ended and its outcome was handed on.
-- "position" is the order of coming. "order_key" is what must be sent in order: the record of the API that the path names,
-- else the identity; null if the order does not matter. "head" is 1 for the first of its order key. "raised" is 1 if
-- somebody waits for it. "owner" is the process that works on it, null if none does; "due" is the earliest time of the next
-- try. "ended" is 1 if only the outcome is still to be handed on, to "reply_to"; "stored" is what the caller stored beside
-- the record.
CREATE TABLE wlcro_queue (
  entry BIGINT PRIMARY KEY,
  position BIGINT NOT NULL,
  account BYTEA NOT NULL,
  connection TEXT NOT NULL,
  order_key BYTEA,
  head SMALLINT NOT NULL,
  raised SMALLINT NOT NULL,
  owner BIGINT,
  due BIGINT NOT NULL,
  tries INTEGER NOT NULL,
  forced SMALLINT NOT NULL,
  ended SMALLINT NOT NULL,
  reply_to TEXT,
  stored BYTEA,
  created BIGINT NOT NULL
);
-- What is sent next; how long the oldest has waited; the order of one key; what a dead process left; what is to be handed on.
CREATE INDEX wlcro_queue_next ON wlcro_queue (account, connection, raised DESC, position) WHERE owner IS NULL AND head = 1;
CREATE INDEX wlcro_queue_line ON wlcro_queue (account, connection, position) WHERE ended = 0;
CREATE INDEX wlcro_queue_order ON wlcro_queue (order_key, position) WHERE order_key IS NOT NULL;
CREATE INDEX wlcro_queue_owner ON wlcro_queue (owner) WHERE owner IS NOT NULL;
CREATE INDEX wlcro_queue_reply ON wlcro_queue (reply_to, due) WHERE ended = 1;

-- How many records each connection has in the queue, changed together with it, so that nobody counts them. The total and the
-- last position are numbers in wlcro_meta.
CREATE TABLE wlcro_queue_size (
  account BYTEA NOT NULL,
  connection TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (account, connection)
);

-- How many records each caller has in the queue, likewise: nobody may fill it for all.
CREATE TABLE wlcro_queue_caller (
  caller TEXT PRIMARY KEY,
  number BIGINT NOT NULL
);

-- Imports of files whose equal rows may well be meant again, such as notes. "series" is the same for those that go on with
-- one another; "path" and "content" are hashes that hold account and action as well; "state" is running, done, failed or
-- stopped, and stays running if its process dies; "sent" is what was applied, or perhaps was; "owed" is what failed and has
-- no entry among the failed records.
CREATE TABLE wlcro_import (
  id BIGINT PRIMARY KEY,
  series TEXT NOT NULL,
  path BYTEA NOT NULL,
  content BYTEA NOT NULL,
  state TEXT NOT NULL,
  sent BIGINT NOT NULL,
  owed BIGINT NOT NULL,
  started BIGINT NOT NULL,
  ended BIGINT
);
CREATE INDEX wlcro_import_path ON wlcro_import (path, id);
CREATE INDEX wlcro_import_content ON wlcro_import (content, id);
CREATE INDEX wlcro_import_series ON wlcro_import (series);

-- The permits of a key, which all processes share: free when the time has come.
CREATE TABLE wlcro_permit (
  key_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  token BIGINT NOT NULL,
  free_at BIGINT NOT NULL,
  PRIMARY KEY (key_id, number)
);
CREATE INDEX wlcro_permit_free ON wlcro_permit (key_id, free_at, number);

-- Keys that are left alone for a while, for whoever looks.
CREATE TABLE wlcro_pause (
  key_id TEXT PRIMARY KEY,
  until BIGINT NOT NULL,
  stale BIGINT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL
);
