package document

func isHTML(b []byte, declared string) bool { return false }

func readHTML(b []byte, declared contentType) (Document, error) { return Document{}, nil }
