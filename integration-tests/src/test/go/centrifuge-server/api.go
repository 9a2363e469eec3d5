package main

import (
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"time"

	"github.com/centrifugal/centrifuge"
)

// api is the part of Centrifugo's HTTP API that the tests use, under Centrifugo's names.
type api struct {
	node   *centrifuge.Node
	config config
}

type request struct {
	Channel    string          `json:"channel"`
	Data       json.RawMessage `json:"data"`
	User       string          `json:"user"`
	Disconnect *struct {
		Code   uint32 `json:"code"`
		Reason string `json:"reason"`
	} `json:"disconnect"`
}

func (a api) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/info", a.answer(func(request) error { return nil }))
	mux.HandleFunc("POST /api/publish", a.answer(a.publish))
	mux.HandleFunc("POST /api/history_remove", a.answer(func(r request) error { return a.node.RemoveHistory(r.Channel) }))
	mux.HandleFunc("POST /api/disconnect", a.answer(a.disconnect))
	mux.HandleFunc("POST /api/unsubscribe", a.answer(func(r request) error { return a.node.Unsubscribe(r.User, r.Channel) }))
	return mux
}

func (a api) answer(do func(request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("X-API-Key")), []byte(a.config.HTTPAPI.Key)) != 1 {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		var asked request
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := do(asked); err != nil {
			json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": 100, "message": err.Error()}})
			return
		}
		json.NewEncoder(w).Encode(map[string]any{"result": map[string]any{}})
	}
}

func (a api) publish(r request) error {
	options, known := a.config.channel(r.Channel)
	if !known {
		return centrifuge.ErrorUnknownChannel
	}
	_, err := a.node.Publish(r.Channel, r.Data, centrifuge.WithHistory(options.HistorySize, time.Duration(options.HistoryTTL)))
	return err
}

func (a api) disconnect(r request) error {
	if r.Disconnect == nil {
		return a.node.Disconnect(r.User)
	}
	why := centrifuge.Disconnect{Code: r.Disconnect.Code, Reason: r.Disconnect.Reason}
	return a.node.Disconnect(r.User, centrifuge.WithCustomDisconnect(why))
}
