package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The migrations in the jar are what {@code createTables} does; {@code -Dschema.write=true} writes them anew. */
class SchemaFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2", "postgresql"})
    void theyAreTheStoresOwnStatements(String vendor) throws IOException {
        String name = "db/exportcomments-bulk/" + vendor + "/R__exportcomments_bulk.sql";
        String statements = JdbcBulkStore.schema(vendor);
        if (Boolean.getBoolean("schema.write")) {
            Path file = Path.of("src/main/resources", name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, statements);
        } else {
            try (InputStream file = JdbcBulkStore.class.getClassLoader().getResourceAsStream(name)) {
                assertThat(new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(statements);
            }
        }
    }
}
