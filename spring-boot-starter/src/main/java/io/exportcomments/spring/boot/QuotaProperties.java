package io.exportcomments.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits that all programs of an account share, in the program's database. Immutable.
 *
 * @param account what all programs call the account; it stands in the tables, so it must not be the token. Without one,
 *     this program keeps to the plan as if it were alone
 * @param createTables whether the tables are made at the start where they are missing
 */
@ConfigurationProperties("exportcomments.quota")
public record QuotaProperties(
        @Nullable String account, @DefaultValue("true") boolean createTables) {}
