package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;

/** Actions for the tests of the importer. */
final class TestActions {

    static final Action CREATE_LEAD = Action.of("create-lead", "POST", "/api/v1/integrations/leads");
    static final Action CREATE_AFFILIATE = Action.of("create-affiliate", "POST", "/api/v1/integrations/affiliates");
    static final Action UPDATE_AFFILIATE =
            Action.of("update-affiliate", "PATCH", "/api/v1/integrations/affiliates/{employee_id}");
    static final Action ADD_NOTE =
            Action.of("add-client-note", "POST", "/api/v1/integrations/clients/{client_id}/notes");

    private TestActions() {
    }
}
