package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.contract.Contract;
import com.whitelabelcro.camel.tag.Fast;
import com.whitelabelcro.camel.typed.AddClientNote;
import com.whitelabelcro.camel.typed.CreateLead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The typed bodies are generated from the schemas. After a change of a schema, {@code mvn test -Dtest=TypedBodyTest
 * -Dtyped=write} writes them again.
 */
@Fast
class TypedBodyTest {

    private static final Path FOLDER = Path.of("src", "main", "java", "com", "whitelabelcro", "camel", "typed");

    static List<Contract> contract() {
        return Contract.all();
    }

    @ParameterizedTest
    @MethodSource("contract")
    void theClassEqualsTheGeneratedOne(Contract contract) throws IOException {
        Path file = FOLDER.resolve(TypedBodyTemplate.className(contract.name()) + ".java");
        String generated = TypedBodyTemplate.source(contract.name());
        if ("write".equals(System.getProperty("typed"))) {
            Files.writeString(file, generated);
        }
        assertThat(file).as("write the typed bodies again (-Dtyped=write)").hasContent(generated);
    }

    @Test
    void aBodyIsAMapOfTheApisOwnFields() {
        assertThat(CreateLead.body().firstName("Ann").lastName("Lee").email("ann@example.com").affiliateId(7).asMap())
                .isEqualTo(Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com", "affiliate_id", 7L));
        assertThat(AddClientNote.body().clientId(42).text("Called").noteType("call").asMap())
                .containsEntry(AddClientNote.NOTE_TYPE, "call");
    }

    @Test
    void aBodyDoesNotShowItsValues() {
        assertThat(CreateLead.body().email("ann@example.com")).hasToString("CreateLead[email]");
    }
}
