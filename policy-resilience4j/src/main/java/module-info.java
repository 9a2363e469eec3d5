/** Retry, limits, circuit breaker, bulkhead and time limit around every call. */
module io.exportcomments.policy.resilience4j {
    requires transitive io.exportcomments.core;
    requires transitive io.github.resilience4j.bulkhead;
    requires transitive io.github.resilience4j.circuitbreaker;
    requires transitive io.github.resilience4j.retry;
    requires transitive io.github.resilience4j.timelimiter;
    requires io.github.resilience4j.core;
    requires static org.jspecify;

    exports io.exportcomments.policy.resilience4j;
}
