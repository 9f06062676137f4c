package com.whitelabelcro.camel.typed;

/**
 * Move a lead to another Lead status: the body of {@code direct:wlcro-update-lead-status}.
 *
 * <p>Needs {@code client_id}, and {@code new_status} or {@code new_status_id}. Generated from the schema of the action.
 */
public final class UpdateLeadStatus extends TypedBody<UpdateLeadStatus> {

    /** Id of the lead or client, part of the path. */
    public static final String CLIENT_ID = "client_id";

    /** Name of the new status; give this or new_status_id. */
    public static final String NEW_STATUS = "new_status";

    /** Id of the new status; give this or new_status. */
    public static final String NEW_STATUS_ID = "new_status_id";

    /** Id of the employee who changes the status. */
    public static final String CHANGED_BY_EMPLOYEE_ID = "changed_by_employee_id";

    /** Note on the change of status. */
    public static final String STATUS_NOTE = "status_note";

    private UpdateLeadStatus() {}

    /** An empty body. */
    public static UpdateLeadStatus body() {
        return new UpdateLeadStatus();
    }

    /** Id of the lead or client, part of the path. */
    public UpdateLeadStatus clientId(long value) {
        return with(CLIENT_ID, value);
    }

    /** Name of the new status; give this or new_status_id. */
    public UpdateLeadStatus newStatus(String value) {
        return with(NEW_STATUS, value);
    }

    /** Id of the new status; give this or new_status. */
    public UpdateLeadStatus newStatusId(long value) {
        return with(NEW_STATUS_ID, value);
    }

    /** Id of the employee who changes the status. */
    public UpdateLeadStatus changedByEmployeeId(long value) {
        return with(CHANGED_BY_EMPLOYEE_ID, value);
    }

    /** Note on the change of status. */
    public UpdateLeadStatus statusNote(String value) {
        return with(STATUS_NOTE, value);
    }
}
