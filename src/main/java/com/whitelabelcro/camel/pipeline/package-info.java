/**
 * The pipeline: the way of every record from the route of an action to the API and back, one class for each step. It is the
 * only package of the write path that knows Camel's routes. It joins the domains {@code request}, {@code ledger},
 * {@code ratelimit}, {@code http} and {@code response}, which do not know one another. (One exception: the database of the
 * ledger also stores the permits, and therefore implements {@code ratelimit/PermitStore}.)
 *
 * <h2>Words</h2>
 *
 * <ul>
 *   <li><em>Action</em>: one write of the API, such as create-lead. <em>Record</em>: what one caller wants to write with it. A
 *       record of the API is called by its name: lead, client, affiliate, note.
 *   <li><em>Connection</em>: base URL, API key and limit. Its <em>account</em> is the company whose key it is;
 *       {@code ledger/AccountResolver} finds it, so that a new key of the same company changes nothing about a record. What
 *       HTTP calls a connection is a <em>TCP connection</em> here. <em>Answer</em> means an HTTP response.
 *   <li><em>Entry</em>: the row of a record in the ledger. <em>Identity</em>: what the ledger recognises a repeat by: the {@code
 *       external_id}, the caller's idempotency key, or the key of an import row. A record may have none.
 *   <li><em>Repeatable</em>: sending it twice has the same effect as once, that is, an update, or a create or note with
 *       {@code external_id}. A create or note without one is not repeatable ({@code WriteRequest.repeatable}).
 *   <li><em>Marked</em>: the entry says that the record is possibly sent. <em>Redrive</em>: to send a failed record again, by
 *       a person or a scenario. <em>Queue</em> means the records in the ledger that are sent later; those that wait for a permit
 *       are in a <em>permit queue</em>, in memory. <em>Scenario</em>: a route of a user. <em>Host</em>: the application that has the
 *       <em>pack</em>, this library.
 * </ul>
 *
 * <h2>The way</h2>
 *
 * <p>{@link com.whitelabelcro.camel.pipeline.WriteRoutes} shows it as routes, and
 * {@link com.whitelabelcro.camel.pipeline.WriteContext} is the one object that travels with a record. The thread of each step is
 * in brackets. [ledger, worker] means that the ledger's one thread writes, no thread waits, and a worker continues. If nothing else
 * waits for the ledger, that worker commits by itself. If Camel waits for the record on the caller's thread, the caller's thread
 * commits ({@code BlockingThreads}). It then takes the place of the worker in all steps, until the record has to wait.
 *
 * <ol>
 *   <li>The action's route sets the name of the action and calls {@code direct:wlcro-write}, where
 *       {@code CallerIsolationProcessor} sends a correlated copy of the exchange through steps 2 to 12. [the caller's]
 *   <li>{@code PrepareProcessor}: checks the record, builds a {@code WriteRequest}, finds its account, and takes memory for it.
 *       [the caller's]
 *   <li>{@code LedgerBeginProcessor}: asks the ledger whether to send it, after earlier records of the same identity have
 *       ended. A duplicate gets its stored answer. With {@code WlcroDelivery: later} the record goes into the queue. Otherwise
 *       its entry is on disk now, with its permit if no other record waits for one. [ledger, worker]
 *   <li>Idempotent Consumer EIP with {@code LedgerRepository}, which knows the decision of step 3: only records that are to be
 *       sent continue with steps 5 to 12. [that worker; so in the steps without a thread below]
 *   <li>The fields are marshalled by camel-jackson, and the body converted to bytes.
 *   <li>{@code direct:wlcro-retry}: Camel's error handler repeats steps 7 to 11 if step 11 has decided so.
 *   <li>{@code PermitProcessor}: waits for a permit, before a retry also for the back-off. The package page of {@code ratelimit}
 *       says who wakes it. [none, then a worker]
 *   <li>{@code HttpRequestProcessor}: checks that this process still has the lease, marks the entry, unless it is marked
 *       already, and prepares the HTTP request. [if it marks it: ledger, worker]
 * <li>Throttler EIP with {@code ThrottlerCorrelation}: rejects requests beyond the limit, which the permits should already have
 * prevented.
 *   <li>camel-http sends; {@code http/ApiKeyExecHandler} adds the API key. [that worker, blocked until the answer has come]
 *   <li>{@code ClassifyProcessor}: turns the answer or the failure into a result or a typed exception, returns the permit, and
 *       decides on a retry. After an exception {@code WriteRoutes.afterFailedAttempt} takes the mark from an entry that is
 *       retried, if nothing can have been applied.
 *   <li>{@code LedgerCompleteProcessor}, also after an exception (doCatch): stores how the record ended. [ledger, worker]
 *   <li>{@code CallerIsolationProcessor} copies the result or the exception to the caller's exchange, the event
 *       {@code RecordEnded} is published, and the caller's route continues. [that worker]
 * </ol>
 *
 * <p>The timer's thread runs only short tasks: it wakes records, which continue on workers. {@code SafeAsyncProcessor} completes
 * the exchange whatever a step throws; {@code CallerIsolationProcessor} then returns the permit and stores the end of the record,
 * wherever the pipeline was aborted.
 *
 * <h2>What is on disk, and what the death of the process means</h2>
 *
 * <p>Before the request: the entry with the body, the permit, and the mark. The entry of a repeatable record is marked from the
 * beginning, which saves a write; that of any other record, and of a lead or client of an import, when it has its permit. After the
 * request: how the record ended, and in the same transaction that its permit is free again after one period. The caller gets its
 * answer only after that. (One exception: if nothing was sent and the ledger cannot be written, the caller gets the failure at
 * once.)
 *
 * <pre>
 * the process dies           repeatable            not repeatable         either, sent by the queue
 * -------------------------  --------------------  ---------------------  --------------------------
 * before step 3 has ended    nothing is known of it: its caller got no    it stays in the queue
 *                            answer, and has to send it again
 * before the mark, or while  failed (1)            failed (1)             back in the queue
 *   it waits for a retry
 * between mark and step 12   failed (1)            outcome unknown (2)    repeatable: back in the queue;
 *                                                                         otherwise: outcome unknown (2)
 * after step 12              its end is stored; a repeat with the same identity gets the stored answer
 * </pre>
 *
 * <p>(1) It is in the list of failed records. Nothing sends it by itself: it is sent if the same record comes again, for
 * example by another run of an import, or if somebody redrives it. (2) It is in that list, too. A person looks it up in the CRM,
 * and then discards it, noting that it was applied if so, or forces it. Until then a repeat with the same identity
 * fails with {@code OutcomeUnknown}. A repeat without an identity is not recognised, and is sent.
 *
 * <p>Any process on the ledger settles this: at its start, at its heartbeats, or when a record of the same identity comes. It
 * needs proof that the other process is dead: its lease is over (30 s), or the operating system says so.
 *
 * <h2>A second process on the same ledger</h2>
 *
 * <p>If a record comes there whose identity is in flight here, it waits and asks again, after 20 ms and then up to 1 s, until
 * that one has ended or this process is dead. Then the same content gets this one's answer, failure or unknown outcome, and is
 * sent if this process died and left the record failed (1). Other content is sent, except that of a create or note without
 * {@code external_id}: that is a {@code Conflict} if this one was applied or may have been. Records without an identity do
 * not wait for one another. All processes share the permits of an API key and the queue. A process that was paused for longer
 * than its lease does not send what another may have taken over (step 8), and does not overwrite how it ended (step 12).
 *
 * <h2>Who drains the queue</h2>
 *
 * <p>{@code queue/QueueDispatcher}, in every process that has the action, except single commands of the command line. It
 * claims entries and sends each through the action's route and all steps above, with the property
 * {@link com.whitelabelcro.camel.caller.RecordProperties#QUEUED_ENTRY}. A record that its connection or this process kept from
 * being sent goes back to its place. {@code WlcroForce} is stored with a queued record; redrives and imports do not queue.
 *
 * <h2>What to change where</h2>
 *
 * <ul>
 *   <li>A tenth action: a route in {@code routes/*.camel.yaml} (copy a neighbour: its first step sets the variables
 *       {@code wlcroAction}, {@code wlcroMethod} and {@code wlcroPath}, its second calls {@code direct:wlcro-write}), and
 *       {@code src/main/resources/wlcro/schemas/NAME.json}. {@code setup/ActionRoutes} loads these files,
 *       {@code action/ActionRegistry} reads the action from them, and no class is needed. (CONTRIBUTING.md
 *       also lists the tables in docs and tests to extend.) Without changing the pack: a route made from the template {@code wlcro-action}, with name,
 *       method, path and schema.
 *   <li>A new retry rule: {@code response/RetryClassifier}; the package page of {@code response} says what a rule consists of. How
 *       often and until when: {@code ClassifyProcessor}.
 *   <li>What is a duplicate, and who waits for whom: {@code ledger/Ledger}. Who gets the next permit:
 *       {@code ratelimit/PermitQueue}.
 * </ul>
 */
package com.whitelabelcro.camel.pipeline;
