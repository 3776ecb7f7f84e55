package casebook

// BehindTheWall is a row as a decider may read it.
func BehindTheWall(r CaseRow) CaseRow { return r.behindTheWall() }
