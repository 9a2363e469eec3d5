package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** A program that creates a job, reads it, and says what that took of its process. */
final class FirstCall {
    static final List<String> SIDES = List.of(Comparison.OURS, "OkHttp, execute()", "Retrofit, execute()");

    private static final String TOKEN = "S3cr3tS3cr3tS3cr3t";
    private static final String PAGE = "https://vimeo.com/1";
    private static final String JSON = "application/json";

    private FirstCall() {}

    /** Takes the name of a side, and where the service is. */
    public static void main(String[] arguments) throws IOException {
        String service = arguments[1];
        String status = switch (SIDES.indexOf(arguments[0])) {
            case 0 -> ours(service);
            case 1 -> byOkHttp(service);
            default -> byRetrofit(service);
        };
        if (!status.equals("done")) {
            throw new IOException("The job is " + status);
        }
        Meter.printProcess();
        System.exit(0);
    }

    private static String ours(String service) {
        ExportComments client = ExportComments.builder()
                .token(TOKEN)
                .baseUrl(URI.create(service))
                .transport(RetrofitTransport.create())
                .build();
        JobGuid created = client.create(ExportRequest.of(PAGE)).guid();
        return client.get(created).wireStatus();
    }

    private static RequestBody creation() {
        return RequestBody.create("{\"url\":\"" + PAGE + "\",\"options\":{}}", MediaType.get(JSON));
    }

    private static String byOkHttp(String service) throws IOException {
        OkHttpClient client = new OkHttpClient();
        PlainJob created = answer(client, request(service + "/api/v3/job").post(creation()));
        return Objects.requireNonNull(answer(client, request(service + "/api/v3/job/" + created.guid)).status);
    }

    private static Request.Builder request(String url) {
        return new Request.Builder().url(url).header("X-AUTH-TOKEN", TOKEN).header("Accept", JSON);
    }

    private static PlainJob answer(OkHttpClient client, Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            return new MoshiJobs().fromJson(JsonReader.of(response.body().source()));
        }
    }

    private static String byRetrofit(String service) throws IOException {
        PlainService jobs = new Retrofit.Builder().baseUrl(service).build().create(PlainService.class);
        PlainJob created = answer(jobs.create(TOKEN, JSON, creation()));
        return Objects.requireNonNull(answer(jobs.get(Objects.requireNonNull(created.guid), TOKEN, JSON)).status);
    }

    private static PlainJob answer(Call<ResponseBody> call) throws IOException {
        try (ResponseBody body = Objects.requireNonNull(call.execute().body())) {
            return new MoshiJobs().fromJson(JsonReader.of(body.source()));
        }
    }

    /** The service as one would declare it for Retrofit. */
    interface PlainService {
        @POST("/api/v3/job")
        Call<ResponseBody> create(
                @Header("X-AUTH-TOKEN") String token, @Header("Accept") String accept, @Body RequestBody body);

        @GET("/api/v3/job/{guid}")
        Call<ResponseBody> get(
                @Path("guid") String guid, @Header("X-AUTH-TOKEN") String token, @Header("Accept") String accept);
    }
}
