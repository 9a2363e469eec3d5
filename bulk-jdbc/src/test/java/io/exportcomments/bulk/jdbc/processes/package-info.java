/** Real processes on one PostgreSQL and one account, of which anything may die at any moment. */
package io.exportcomments.bulk.jdbc.processes;
