package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.http.FileAnswer;
import io.exportcomments.codec.moshi.http.FileLinks;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketToken;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Response;

/** The remote operations: each makes a request, starts it, and reads its answer. Thread-safe. */
final class RetrofitJobs implements JobTransport {
    private static final MediaType JSON = MediaType.get("application/json");

    private final JobService service;
    private final JobCodec codec;
    private final Questions questions;

    RetrofitJobs(JobService service, JobCodec codec, Questions questions) {
        this.service = service;
        this.codec = codec;
        this.questions = questions;
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        RequestBody body = RequestBody.create(codec.encode(request), JSON);
        return questions.ask(Operation.CREATE, null, exchange -> service.create(body, exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return questions.ask(Operation.GET, guid, exchange -> service.get(guid.value(), exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("Pages and limits start at 1: page " + page + ", limit " + limit);
        }
        return questions.ask(
                Operation.LIST,
                null,
                exchange -> service.list(page, limit, exchange),
                (source, context) -> codec.decodePage(source, page, limit, context));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return questions.ask(
                Operation.RETRY, guid, exchange -> service.retry(guid.value(), exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return questions.ask(Operation.STOP, guid, exchange -> service.stop(guid.value(), exchange), codec::decodeJob);
    }

    @Override
    public CompletableFuture<Void> ping() {
        return questions.tell(Operation.PING, service::ping);
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        return questions.ask(Operation.SOCKET_TOKEN, null, service::socketToken, codec::decodeSocketToken);
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        HttpUrl url = HttpUrl.get(FileLinks.checked(link).toString());
        Exchange exchange = questions.exchange(Operation.FILE, null);
        Call<ResponseBody> call =
                service.open(url, FileAnswer.rangeHeader(range), FileAnswer.ifRangeHeader(range), exchange);
        return questions.start(exchange, call, response -> file(exchange, call, range, response));
    }

    private RemoteFile file(
            Exchange exchange, Call<ResponseBody> call, FileRange range, Response<ResponseBody> response) {
        ResponseBody body = questions.body(exchange.context(), response);
        try {
            FileAnswer answer = FileAnswer.of(exchange.context(), range, response.code(), response.headers()::get);
            exchange.untimed();
            return answer.file(questions.stream(exchange, call, body, answer.length()));
        } catch (UnreadableAnswerException e) {
            call.cancel();
            body.close();
            throw e;
        }
    }
}
